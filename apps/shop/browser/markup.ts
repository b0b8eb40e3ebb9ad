import { MARKUP_POLICY } from './wire.ts'

interface MarkupPolicy {
  createHTML(text: string): string
}

interface WithTrustedTypes {
  readonly trustedTypes?: { createPolicy(name: string, rules: MarkupPolicy): MarkupPolicy }
}

// The page's policy lets nobody make markup of text but by a policy of this name, and this is the only place that has one.
const policy = (globalThis as WithTrustedTypes).trustedTypes?.createPolicy(MARKUP_POLICY, {
  createHTML: (text) => text,
})

/** The document in an answer of the shop itself, which the server has made with everything escaped. No script in it runs. */
export function documentOf(text: string): Document {
  return new DOMParser().parseFromString(policy?.createHTML(text) ?? text, 'text/html')
}
