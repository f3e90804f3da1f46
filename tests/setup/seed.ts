import { configureGlobal } from "fast-check";

// Whoever changes code draws other cases at each run, and finds what nobody thought of. In CI the
// same commit always gives the same result.
if (process.env["CI"] !== undefined) configureGlobal({ seed: 20_261_126 });
