export { dayOf, momentOf, spanOf } from "../../../shared/words/span.ts";
