import manifest from "../../package.json" with { type: "json" };

const EXIT_USAGE = 64;

if (process.argv[2] === "version") {
  console.log(`homeport ${manifest.version}`);
} else {
  console.error("Usage: homeport version");
  process.exitCode = EXIT_USAGE;
}
