import open from 'open'

/**
 * Opens an address in the browser of this machine, if it has a screen. Without a screen, a terminal
 * browser could be found, and would use up the address, which works once.
 */
export async function openBrowser(address: string): Promise<void> {
  const { BROWSER, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = process.env
  const hasScreen = process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME
  if (BROWSER === 'none' || !(hasScreen || BROWSER)) return
  // The address is also printed.
  await open(address).catch(() => {})
}
