/**
 * Protection against cross-site request forgery by what browsers say of themselves.
 *
 * @module
 */
export { type CrossSiteRequest, type CrossSiteVerdict, checkCrossSite } from './check-cross-site.ts'
export { CsrfError, type CsrfErrorCode } from './error.ts'
export { isLoopback, originsOf } from './origins.ts'
export { CSRF_FIELD, CSRF_HEADER } from './token.ts'
