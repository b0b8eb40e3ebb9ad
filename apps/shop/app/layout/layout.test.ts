import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '@comanda/ui/html'
import { loadAssets } from '../assets.ts'
import { type Language, routes } from '../routes.ts'
import { type LayoutShop, layout, type PageView } from './layout.ts'

const shop = {
  settings: { shopName: '<b>Tea</b> & "Co"', baseUrl: 'https://shop.example' },
  assets: loadAssets(),
} as LayoutShop

function page(view: Partial<PageView>): string {
  return layout(shop, {
    language: 'en',
    title: 'Title',
    path: (language: Language) => routes.cart.path(language),
    messages: [],
    cartCount: null,
    body: html`<h1>Body</h1>`,
    ...view,
  })
}

test('a page has its language, a way past the frame, landmarks with names, and a way to the other language', () => {
  const text = page({ language: 'es' })
  assert.match(text, /^<!doctype html>\n<html lang="es">/)
  assert.match(text, /<body>\n<a class="skip" href="#content">/)
  assert.match(text, /<main id="content" tabindex="-1">[\s\S]*<h1>Body<\/h1>/)
  assert.match(text, /<nav aria-label="Principal">[\s\S]*<nav aria-label="Idioma">/)
  assert.match(text, /<form method="post" action="\/language">\n<input type="hidden" name="page" value="\/cart">/)
  assert.match(text, /<button class="quiet" name="language" value="en" lang="en">English<\/button>/)
  assert.match(text, /<link rel="alternate" hreflang="en" href="https:\/\/shop\.example\/cart">/)
})

test('the page one is on is marked; an error is none', () => {
  assert.match(page({}), /<a href="\/cart" aria-current="page">/)
  assert.doesNotMatch(page({ isPlace: false }), /aria-current="page"/)
})

test('names, titles, descriptions and messages are text', () => {
  const text = page({
    title: '</title><script>',
    description: '"><script>',
    messages: [{ level: 'error', text: '<script>', tags: [] }],
  })
  assert.doesNotMatch(text, /<script(?! type="module" src)|<b>Tea/)
  assert.match(text, /<p class="message error" role="alert">&lt;script&gt;<\/p>/)
})
