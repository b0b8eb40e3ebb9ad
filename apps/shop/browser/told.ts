import type { Answer } from './send.ts'

/** What an answer without a cart says, in the words of the page. */
export function textOf(answer: Exclude<Answer, { kind: 'part' }>, words: DOMStringMap): string {
  if (answer.kind === 'told') return answer.text
  return words[answer.kind] ?? ''
}

/** Shows a problem in a place that is read out when it changes, with a way to try again. */
export function tellProblem(told: Element, text: string, again: { readonly text: string; act(): void } | null): void {
  const message = document.createElement('p')
  message.className = 'message error'
  message.append(text)
  if (again !== null) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'quiet'
    button.append(again.text)
    button.addEventListener('click', () => again.act())
    message.append(' ', button)
  }
  told.replaceChildren(message)
}

/** Shows a problem beside the form it came from. */
export function tellBeside(form: HTMLFormElement, text: string): void {
  const message = document.createElement('p')
  message.className = 'form-told message error'
  message.setAttribute('role', 'alert')
  message.append(text)
  forgetBeside(form)
  form.append(message)
}

/** Takes away what was told beside a form. */
export function forgetBeside(form: HTMLFormElement): void {
  form.querySelector('.form-told')?.remove()
}
