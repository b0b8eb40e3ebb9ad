import { resolve } from 'node:path'
import { catalogueCurrency, hasProducts } from './data/currency.ts'
import { nameOfPlace } from './data/database.ts'
import { importDemoCatalogue } from './import/demo.ts'
import { importFile } from './import/import-file.ts'
import { reportLines } from './import/report-lines.ts'
import type { Shop } from './shop.ts'

/** The shop must not open with the catalogue it has. `message` is for whoever started it. */
export class CatalogueUnfit extends Error {
  override readonly name: string = 'CatalogueUnfit'
}

/**
 * Makes sure that there is something to sell: imports `file` if one is given, and the demo catalogue if the shop has no
 * products at all. Tells what it did, line by line.
 *
 * @throws {CatalogueUnfit} if the prices that are there are in another currency than the shop's
 * @throws {ImportError}
 */
export async function fillCatalogue(
  { db, settings, clock, media }: Pick<Shop, 'db' | 'settings' | 'clock' | 'media'>,
  file: string | null,
  tell: (line: string) => void,
): Promise<void> {
  await refuseOtherCurrency({ db, settings })
  if (file === null && (await hasProducts(db))) return
  const options = { currency: settings.currency, clock, media }
  const report = await (file === null ? importDemoCatalogue(db, options) : importFile(db, file, options))
  const { problems, summary } = reportLines(report)
  for (const line of [...problems, `${file ?? 'Demo catalogue'}: ${summary}`]) tell(line)
}

/** The path of a file named on the command line: npm runs its scripts elsewhere, and says where it was called. */
export function pathFromCommand(file: string, env: NodeJS.ProcessEnv): string {
  return resolve(env['INIT_CWD'] ?? '.', file)
}

async function refuseOtherCurrency({ db, settings }: Pick<Shop, 'db' | 'settings'>): Promise<void> {
  const kept = await catalogueCurrency(db)
  if (kept === null || kept === settings.currency) return
  throw new CatalogueUnfit(
    `The prices in ${nameOfPlace(settings.databaseUrl ?? settings.dataDir)} are in ${kept}, and SHOP_CURRENCY is ${settings.currency}. Set it to ${kept}, or ` +
      'begin with an empty DATA_DIR.',
  )
}
