/**
 * What `promise` resolves with, if it does within `ms` milliseconds; else rejects with an Error that says `message`. What
 * comes after that is handed to `late`, and what fails after that is told to nobody.
 */
export function inTime<Result>(
  promise: Promise<Result>,
  ms: number,
  message: string,
  late: (result: Result) => void = () => {},
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      reject(new Error(message))
    }, ms)
    promise.then(
      (result) => {
        clearTimeout(timer)
        if (isLate) late(result)
        else resolve(result)
      },
      (error) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
