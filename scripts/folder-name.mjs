// In a folder whose name has a # nothing can be built: Vite takes what follows it for a part of an address.
import process from "node:process";

if (process.cwd().includes("#")) {
  console.error(`Vite cannot build in ${process.cwd()}: rename the folder so that it has no #.`);
  process.exit(1);
}
