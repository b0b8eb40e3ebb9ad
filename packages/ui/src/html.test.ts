import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Content, dataBlock, HtmlError, html, render } from './html.ts'

test('text is escaped in elements and in quoted attributes', () => {
  const value = `<b class='x' title="y">&amp;</b>`
  const escaped = '&lt;b class=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;&lt;/b&gt;'
  assert.equal(render(html`<p title="${value}">${value}</p>`), `<p title="${escaped}">${escaped}</p>`)
})

/** Ways in which markup is smuggled into a page. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)',
  "' onfocus='alert(1)' autofocus='",
  '<svg/onload=alert(1)>',
  '</title><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '--><script>alert(1)</script><!--',
  ']]><script>alert(1)</script>',
  '<scr<script>ipt>alert(1)</script>',
  '<a href="javascript:alert(1)">x</a>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;',
  '<\u0000script>alert(1)</script>',
  '\u2028<script>alert(1)</script>\u2029',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '$'.concat('{alert(1)}'),
  '{{constructor.constructor("alert(1)")()}}',
]

test('no attack on a page gets out of its place, in text or in an attribute', () => {
  for (const attack of ATTACKS) {
    const page = render(html`<p title="${attack}">${attack}</p>`)
    const [, attribute, text] = /^<p title="([^"]*)">([^<>]*)<\/p>$/s.exec(page) ?? []
    assert.ok(attribute !== undefined && text !== undefined, page)
    assert.equal(unescaped(attribute), attack)
    assert.equal(unescaped(text), attack)
  }
})

test('any text at all comes out as it went in, and never as markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const inner = render(html`<p>${value}</p>`).slice('<p>'.length, -'</p>'.length)
      assert.doesNotMatch(inner, /[<>"']/)
      assert.equal(unescaped(inner), value)
    }),
  )
})

test('markup inside markup is inserted as it is, and escaped once', () => {
  const inner = html`<i>${'a & b'}</i>`
  assert.equal(render(html`<b>${inner}${[inner, 'c < d']}</b>`), '<b><i>a &amp; b</i><i>a &amp; b</i>c &lt; d</b>')
})

test('lists are written one after the other, lists of lists too, and need no joining', () => {
  const items = ['a', 'b'].map((item) => html`<li>${item}</li>`)
  assert.equal(render(html`<ul>${[items, [[html`<li>c</li>`]]]}</ul>`), '<ul><li>a</li><li>b</li><li>c</li></ul>')
})

test('numbers are written, zero among them; nothing is written for null, undefined and false', () => {
  assert.equal(render(html`${0}|${-1.5}|${12n}|${null}|${undefined}|${false}|${''}|${[]}`), '0|-1.5|12|||||')
})

test('what is not content is refused, so that no [object Object] and no source code reaches a page', () => {
  const refused = [{}, () => 'x', Symbol('x'), true, Promise.resolve('x'), new Date(0), new Map(), Object.create(null)]
  for (const value of refused) {
    assert.throws(() => html`${value as Content}`, HtmlError)
    assert.throws(() => html`${[value] as Content}`, { code: 'ui/not-content' })
  }
})

test('an object made to look like markup is refused: JSON from a visitor cannot pass for it', () => {
  const real = html`<b>x</b>`
  const forged = [
    JSON.parse('{"text":"<script>alert(1)</script>"}'),
    { ...real, '#text': '<script>' },
    Object.create(Object.getPrototypeOf(real) as object) as object,
  ]
  for (const value of forged) assert.throws(() => render(html`${value as Content}`), TypeError)
})

test('a list from a visitor cannot stand in for the template itself', () => {
  const sent = JSON.parse('["<script>alert(1)</script>"]') as TemplateStringsArray
  assert.throws(() => html(sent), HtmlError)
})

test('a template is cut only where it was written: entities and dollar signs in values mean nothing', () => {
  assert.equal(render(html`<p>${'$& $1 $$ \\u003c'}</p>`), '<p>$&amp; $1 $$ \\u003c</p>')
})

test('no text in a block of data ends it or begins markup, and all of it is there (stored scripts)', () => {
  for (const attack of [...ATTACKS, '</script><script>alert(1)</script>', '<!--<script>', '\u2028\u2029\\']) {
    const [, json = ''] =
      /^<script type="application\/ld\+json">([^<>&\u2028\u2029]*)<\/script>$/.exec(
        render(dataBlock({ [attack]: attack })),
      ) ?? []
    assert.deepEqual(JSON.parse(json), { [attack]: attack })
  }
  assert.throws(() => dataBlock(undefined), { code: 'ui/not-content' })
})

/** Reads the five entities back, as a browser would. */
function unescaped(text: string): string {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '')
}
