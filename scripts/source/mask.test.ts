import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mask } from './mask.ts'

/** What is left as code. `@{` stands for the beginning of a placeholder in a template. */
const code = (source: string): string => mask(template(source)).code.replace(/\s+/g, ' ').trim()
const template = (text: string): string => text.replaceAll('@{', ['$', '{'].join(''))

test('comments and what stands in quotes are not taken for code', () => {
  assert.equal(code("const a = 'eval(x)' // eval(y)\nb()"), "const a = ' ' b()")
  assert.equal(code('/* eval(x) */ b("it\'s \\" eval(y)")'), 'b(" ")')
  assert.equal(code('const a = `eval(x)` + b'), 'const a = ` ` + b')
})

test('code inside a template is code, however deep', () => {
  assert.equal(
    code('const a = `x @{f({ y: `@{g()} z` })} w`; h()'),
    template('const a = ` @{f({ y: `@{g()} ` })} `; h()'),
  )
  assert.equal(code('const a = `\\@{f()} @{g()}`'), template('const a = ` @{g()}`'))
})

test('a quote in a regular expression opens nothing, and a division is no regular expression', () => {
  assert.equal(code('const a = /[\'"`/]/g.exec(b)'), 'const a = .exec(b)')
  assert.equal(code("const a = b / 2; const c = 'd' / e"), "const a = b / 2; const c = ' ' / e")
  assert.equal(code("a.filter((b) => /'/.test(b))\nc()"), 'a.filter((b) => .test(b)) c()')
})

test('every character keeps its place, so that lines can be told', () => {
  const source = template("a /* b\nc */ 'd\\'e'\n`f\n@{g}` // h")
  const { code, comments } = mask(source)
  for (const seen of [code, comments]) {
    assert.equal(seen.length, source.length)
    assert.deepEqual(
      [...seen.matchAll(/\n/g)].map(({ index }) => index),
      [...source.matchAll(/\n/g)].map(({ index }) => index),
    )
  }
  assert.equal(comments.replace(/\s+/g, ' ').trim(), '/* b c */ // h')
})

test('source that breaks off ends nowhere else', () => {
  for (const source of ["a = 'b", 'a = `b ${c', 'a /* b', 'a = /b', '`@{', '}}}'])
    assert.equal(mask(template(source)).code.length, source.length)
})
