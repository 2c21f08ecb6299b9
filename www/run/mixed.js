// Two versions of the page never run together: whoever starts a worker says which version it is of, and
// a worker of another version does nothing.

export const MIXED =
  "The page and its worker are of two versions, because a new one came in between. Please reload the page.";
