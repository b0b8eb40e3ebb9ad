import { GROUND } from '../layout/colours.ts'
import { LANGUAGES, routes } from '../routes.ts'
import type { Shop } from '../shop.ts'

/** What a phone needs to keep the shop on its home screen (W3C, Web Application Manifest). */
export function manifest({ settings, assets }: Pick<Shop, 'settings' | 'assets'>): unknown {
  const icon = (name: string, pixels: number, purpose: 'any' | 'maskable') => {
    return { src: assets.href(name), type: 'image/png', sizes: `${pixels}x${pixels}`, purpose }
  }
  return {
    id: '/',
    name: settings.shopName,
    short_name: settings.shopName,
    lang: LANGUAGES[0],
    start_url: routes.home.path(LANGUAGES[0]),
    scope: '/',
    display: 'minimal-ui',
    background_color: GROUND.light,
    theme_color: GROUND.light,
    icons: [
      icon('icon-192.png', 192, 'any'),
      icon('icon-512.png', 512, 'any'),
      icon('icon-maskable-512.png', 512, 'maskable'),
    ],
  }
}
