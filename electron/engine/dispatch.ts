import type { z } from "zod";
import { CONTRACT, type MethodName, type Output, type Reply } from "../../shared/api/contract.ts";
import { isMethodName } from "../../shared/api/method-names.ts";
import { refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { SecretRegistry } from "./redact.ts";
import type { WizardPorts } from "./wizard-ports.ts";

/** What a method takes, once it was read. */
export type Parsed<M extends MethodName> = z.output<(typeof CONTRACT)[M]["input"]>;

/** One handler a method; leaving one out does not compile. Expected failures are problems; only bugs throw. */
export type Handlers = {
  readonly [M in MethodName]: (input: Parsed<M>) => Promise<Result<Output<M>, Problem>>;
};

/** The one door: every carrier calls it with whatever came in. Never rejects. */
export type Dispatch = (method: unknown, input: unknown) => Promise<Reply<unknown>>;

/** What the door needs besides the handlers. */
export interface DispatchOptions {
  readonly handlers: Handlers;
  readonly secrets: Pick<SecretRegistry, "redact">;
  readonly problemOf: WizardPorts["problemOf"];
}

/** Makes the door: name, input, run, redact, output, reply. */
export function createDispatch(options: DispatchOptions): Dispatch {
  return async (method, input) => {
    if (!isMethodName(method))
      return { ok: false, problem: problem("request-bad", { method: "" }) };
    try {
      const result = await run(options.handlers, method, input);
      if (result.ok)
        return { ok: true, value: readOutput(method, options.secrets.redact(result.value)) };
      return { ok: false, problem: readProblem(result.error, options.secrets) };
    } catch (thrown) {
      const { code, data, ...rest } = await options.problemOf(thrown);
      const told = code === "bug" ? { ...data, method } : data;
      return { ok: false, problem: readProblem({ code, data: told, ...rest }, options.secrets) };
    }
  };
}

/**
 * Any handler. Written as a method, whose input TypeScript compares both ways: the input was read by the
 * very schema that the handler's type comes from, which the table of schemas cannot say.
 */
interface AnyHandler {
  handle(input: unknown): Promise<Result<unknown, Problem>>;
}

async function run(
  handlers: { readonly [method: string]: AnyHandler["handle"] },
  method: MethodName,
  input: unknown,
): Promise<Result<unknown, Problem>> {
  const read = CONTRACT[method].input.safeParse(input ?? {});
  if (!read.success) return refuse(badInput(method, read.error));
  const handler = handlers[method];
  if (handler === undefined) throw new Error(`no handler of ${method}`);
  return handler(read.data);
}

/** Says where, never what: the value may be a secret. */
function badInput(method: MethodName, error: z.ZodError): Problem {
  const where = error.issues[0]?.path.map(String).join(".") ?? "";
  return problem("request-bad", { method, where: where.slice(0, 100) });
}

function readOutput(method: MethodName, value: unknown): unknown {
  return CONTRACT[method].output.parse(value);
}

function readProblem(found: Problem, secrets: Pick<SecretRegistry, "redact">): Problem {
  const { code, severity, seenFrom, data, evidence } = found;
  const cleaned = secrets.redact({ data, evidence });
  return isTold(cleaned) ? { code, severity, seenFrom, ...cleaned } : problem(code);
}

function isTold(value: unknown): value is Pick<Problem, "data" | "evidence"> {
  return typeof value === "object" && value !== null && "data" in value && "evidence" in value;
}
