/**
 * Tells the parent process that everything is loaded, then answers its questions, one after
 * another.
 */
export function answerQuestions<Q>(answer: (question: Q) => Promise<object>): void {
  let last: Promise<unknown> = Promise.resolve()
  process.on('message', ({ id, question }: { id: number; question: Q }) => {
    last = last.then(async () => process.send?.({ id, answer: await answer(question) }))
  })
  process.on('disconnect', () => process.exit())
  process.send?.({ id: 0 })
}
