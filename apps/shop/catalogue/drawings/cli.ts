import { mkdir, writeFile } from 'node:fs/promises'
import { drawPicture, PICTURE_NAMES } from './all.ts'
import { render } from './render.ts'

/*
 * npm run draw-demo            draws the pictures of the demo catalogue anew
 * npm run draw-demo -- NAME…   only these
 */
const folder = new URL('../pictures/', import.meta.url)
await mkdir(folder, { recursive: true })
const asked = process.argv.slice(2)
for (const name of asked.length > 0 ? asked : PICTURE_NAMES) {
  const picture = await render(drawPicture(name))
  await writeFile(new URL(`${name}.webp`, folder), picture)
  console.log(`${name}.webp: ${Math.ceil(picture.length / 1024)} KB`)
}
