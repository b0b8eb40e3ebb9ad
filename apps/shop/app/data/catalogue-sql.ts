/*
 * The catalogue's reading queries, put into SQL once. Constants are literals in it, so that the only parameters are
 * those given when a query runs, in the order in which the comments name them. A query is compiled once for each
 * language; what a column says in it is beside the column, with `_told` behind its name, null if there is no translation.
 */
import { type CompiledQuery, type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Language } from '../routes.ts'
import { dialectNameOf } from './dialect-name.ts'
import { idList } from './lists.ts'
import type { ShopDatabase } from './schema.ts'

/** The row type of what a function here compiles. */
export type RowOf<Compile extends (...input: never[]) => CompiledQuery<unknown>> =
  ReturnType<Compile> extends CompiledQuery<infer Row> ? Row : never

/** The compiled query with the parameters of one run. */
export function withParameters<Row>(query: CompiledQuery<Row>, parameters: readonly unknown[]): CompiledQuery<Row> {
  return { ...query, parameters }
}

const ACTIVE = sql.lit<'active'>('active')
const YES = sql.lit<1>(1)
const FIRST = sql.lit(1)

/** Of a variant that the query calls `candidate`. */
const CAN_BE_BOUGHT = sql<boolean>`(candidate.tracked = 0 or candidate.oversell = 'continue' or candidate.stock > 0)`

/** Products on sale, each with its first variant that can be bought; those without one are not in it. Parameter: ids as JSON. */
export function compileCards(db: Kysely<ShopDatabase>, language: Language) {
  return db
    .selectFrom('product')
    .innerJoin('variant', (join) =>
      join.on((on) =>
        on(
          'variant.id',
          '=',
          on
            .selectFrom('variant as candidate')
            .select('candidate.id')
            .whereRef('candidate.product_id', '=', 'product.id')
            .where(CAN_BE_BOUGHT)
            .orderBy('candidate.position')
            .limit(FIRST),
        ),
      ),
    )
    .leftJoin('image', (join) => join.onRef('image.product_id', '=', 'product.id').on('image.position', '=', FIRST))
    .leftJoin('product_translation as told', (join) =>
      join.onRef('told.product_id', '=', 'product.id').on('told.language', '=', sql.lit(language)),
    )
    .leftJoin('image_translation as seen', (join) =>
      join.onRef('seen.image_id', '=', 'image.id').on('seen.language', '=', sql.lit(language)),
    )
    .leftJoin('picture', 'picture.key', 'image.picture_key')
    .select(['product.id', 'product.handle', 'product.title', 'told.title as title_told'])
    .select(['image.id as image_id', 'image.alt as image_alt', 'seen.alt as image_alt_told'])
    .select(['picture.key', 'picture.width', 'picture.height'])
    .select(['variant.id as variant_id', 'variant.price_minor', 'variant.compare_at_minor'])
    .select(['variant.tracked', 'variant.stock', 'variant.oversell'])
    .select([
      sql<number>`(select count(*) from variant v where v.product_id = product.id)`.as('variant_count'),
      sql<number>`(select min(v.price_minor) from variant v where v.product_id = product.id)`.as('price_min_minor'),
      sql<number>`(select max(v.price_minor) from variant v where v.product_id = product.id)`.as('price_max_minor'),
    ])
    .where('product.status', '=', ACTIVE)
    .where('product.published', '=', YES)
    .where('product.id', 'in', idList(dialectNameOf(db), []))
    .compile()
}

/** The product on sale of a handle, with the names of its options. Parameter: handle. */
export function compileProduct(db: Kysely<ShopDatabase>, language: Language) {
  return withTexts(db, language)
    .select(['product.id', 'product.tags', 'told.tags as tags_told'])
    .where('product.status', '=', ACTIVE)
    .where('product.published', '=', YES)
    .where('product.handle', '=', '')
    .compile()
}

/** The variants of a product in their order. Parameter: the product's id. */
export function compileVariants(db: Kysely<ShopDatabase>, language: Language) {
  return db
    .selectFrom('variant')
    .leftJoin('variant_translation as said', (join) =>
      join.onRef('said.variant_id', '=', 'variant.id').on('said.language', '=', sql.lit(language)),
    )
    .select(['said.option1 as option1_told', 'said.option2 as option2_told', 'said.option3 as option3_told'])
    .select(['variant.option1', 'variant.option2', 'variant.option3'])
    .select(['id', 'sku', 'price_minor', 'compare_at_minor', 'image_id'])
    .select(['tracked', 'stock', 'oversell'])
    .where('product_id', '=', 0)
    .orderBy('position')
    .compile()
}

/** The pictures of a product in their order. Parameter: the product's id. */
export function compileImages(db: Kysely<ShopDatabase>, language: Language) {
  return db
    .selectFrom('image')
    .leftJoin('image_translation as seen', (join) =>
      join.onRef('seen.image_id', '=', 'image.id').on('seen.language', '=', sql.lit(language)),
    )
    .leftJoin('picture', 'picture.key', 'image.picture_key')
    .select(['image.id', 'image.alt', 'seen.alt as alt_told', 'picture.key', 'picture.width', 'picture.height'])
    .where('image.product_id', '=', 0)
    .orderBy('image.position')
    .compile()
}

/** The collections that have something on sale, in their order. */
export function compileCollections(db: Kysely<ShopDatabase>, language: Language) {
  return db
    .selectFrom('collection')
    .leftJoin('collection_translation as told', (join) =>
      join.onRef('told.collection_id', '=', 'collection.id').on('told.language', '=', sql.lit(language)),
    )
    .select(['collection.handle', 'collection.title', 'told.title as title_told'])
    .select(['collection.description', 'told.description as description_told'])
    .where((where) =>
      where.exists(
        where
          .selectFrom('collection_product')
          .innerJoin('product', 'product.id', 'collection_product.product_id')
          .select('product.id')
          .whereRef('collection_product.collection_id', '=', 'collection.id')
          .where('product.status', '=', ACTIVE)
          .where('product.published', '=', YES),
      ),
    )
    .orderBy('collection.position')
    .orderBy('collection.id')
    .compile()
}

/** Variants with everything a cart line shows. Parameters: `size` ids. */
export function compileCartVariants(db: Kysely<ShopDatabase>, language: Language, size: number) {
  return withTexts(db, language)
    .innerJoin('variant', 'variant.product_id', 'product.id')
    .leftJoin('image as own', 'own.id', 'variant.image_id')
    .leftJoin('image as first', (join) =>
      join.onRef('first.product_id', '=', 'product.id').on('first.position', '=', FIRST),
    )
    .leftJoin('picture as own_picture', 'own_picture.key', 'own.picture_key')
    .leftJoin('picture as first_picture', 'first_picture.key', 'first.picture_key')
    .leftJoin('variant_translation as said', (join) =>
      join.onRef('said.variant_id', '=', 'variant.id').on('said.language', '=', sql.lit(language)),
    )
    .leftJoin('image_translation as own_seen', (join) =>
      join.onRef('own_seen.image_id', '=', 'own.id').on('own_seen.language', '=', sql.lit(language)),
    )
    .leftJoin('image_translation as first_seen', (join) =>
      join.onRef('first_seen.image_id', '=', 'first.id').on('first_seen.language', '=', sql.lit(language)),
    )
    .select(['variant.id', 'variant.option1', 'variant.option2', 'variant.option3', 'variant.sku'])
    .select(['said.option1 as option1_told', 'said.option2 as option2_told', 'said.option3 as option3_told'])
    .select(['variant.price_minor', 'variant.grams', 'variant.taxable', 'variant.requires_shipping'])
    .select(['variant.tracked', 'variant.stock', 'variant.oversell'])
    .select(['product.id as product_id', 'product.status', 'product.published'])
    .select(['own.id as own_id', 'own.alt as own_alt', 'own_seen.alt as own_alt_told'])
    .select(['first.id as first_id', 'first.alt as first_alt', 'first_seen.alt as first_alt_told'])
    .select(['own_picture.key as own_key', 'own_picture.width as own_width', 'own_picture.height as own_height'])
    .select([
      'first_picture.key as first_key',
      'first_picture.width as first_width',
      'first_picture.height as first_height',
    ])
    .where('variant.id', 'in', new Array<number>(size).fill(0))
    .compile()
}

/** Products with their texts and the names of their one to three options beside them, so that no second query is needed. */
function withTexts(db: Kysely<ShopDatabase>, language: Language) {
  return db
    .selectFrom('product')
    .leftJoin('product_translation as told', (join) =>
      join.onRef('told.product_id', '=', 'product.id').on('told.language', '=', sql.lit(language)),
    )
    .leftJoin('product_option as name1', (join) =>
      join.onRef('name1.product_id', '=', 'product.id').on('name1.position', '=', sql.lit(1)),
    )
    .leftJoin('product_option as name2', (join) =>
      join.onRef('name2.product_id', '=', 'product.id').on('name2.position', '=', sql.lit(2)),
    )
    .leftJoin('product_option as name3', (join) =>
      join.onRef('name3.product_id', '=', 'product.id').on('name3.position', '=', sql.lit(3)),
    )
    .select(['product.handle', 'product.vendor', 'product.title', 'told.title as title_told'])
    .select(['product.description', 'told.description as description_told'])
    .select(['product.product_type', 'told.product_type as product_type_told'])
    .select(['name1.name as name1', 'name2.name as name2', 'name3.name as name3'])
    .select((select) => [
      nameTold(select, 1, language).as('name1_told'),
      nameTold(select, 2, language).as('name2_told'),
      nameTold(select, 3, language).as('name3_told'),
    ])
}

function nameTold(select: ExpressionBuilder<ShopDatabase, 'product'>, position: 1 | 2 | 3, language: Language) {
  return select
    .selectFrom('product_option_translation as called')
    .select('called.name')
    .whereRef('called.product_id', '=', 'product.id')
    .where('called.position', '=', sql.lit(position))
    .where('called.language', '=', sql.lit(language))
}
