export { problemValues } from "../../shared/words/problem-values.ts";
