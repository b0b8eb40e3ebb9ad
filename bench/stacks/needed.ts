/** What a stack was given; throws if it was given nothing. */
export function needed<Given>(given: Given | null): Given {
  if (given === null) throw new Error('This stack was given no file, folder or database for its sessions.')
  return given
}
