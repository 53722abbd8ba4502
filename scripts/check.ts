// Type-checks the project and its notebooks: npm run check
import { check } from "../src/notebook/compile/check.ts";

const messages = await check(process.cwd(), `${process.cwd()}/src/notebook`);
for (const message of messages) console.error(message);
if (messages.length > 0) process.exitCode = 1;
