/** Tells the parent that all is loaded, then answers what it asks, one question after the other. */
export function answerQuestions<Q>(answer: (question: Q) => Promise<object>): void {
  let last: Promise<unknown> = Promise.resolve()
  process.on('message', ({ id, question }: { id: number; question: Q }) => {
    last = last.then(async () => process.send?.({ id, answer: await answer(question) }))
  })
  process.on('disconnect', () => process.exit())
  process.send?.({ id: 0 })
}
