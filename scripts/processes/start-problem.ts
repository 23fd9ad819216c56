/** Something that a person can put right. Its message is one sentence and is shown without a stack. */
export class StartProblem extends Error {
  override readonly name = "StartProblem";
}
