/** How far the place to open is known, as the terminal and the page say it. */
export function placeNote({
  guess,
  looking,
}: {
  guess?: boolean
  looking?: boolean
}): string | undefined {
  if (!looking) return guess ? 'a guess' : undefined
  return guess ? 'a guess; looking for the exact line …' : 'looking for the exact line …'
}
