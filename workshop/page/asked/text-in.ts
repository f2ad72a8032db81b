/** The text of a field in a JSON body. The body can be anything. */
export function textIn(body: string | undefined, field: string): string | undefined {
  try {
    const value = JSON.parse(body ?? '')?.[field]
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
