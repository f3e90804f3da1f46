import type { Configuration } from "electron-builder";
import packageJson from "../package.json" with { type: "json" };

type Fuses = Required<
  Omit<NonNullable<Configuration["electronFuses"]>, "resetAdHocDarwinSignature">
>;

/**
 * All fuses by name (style: a new one does not compile until it is decided). `nodeCliInspect` is on only
 * in the flavour that Playwright drives (`HOMEPORT_E2E`), for it needs the inspector.
 */
export function fuses(isE2e: boolean): Fuses {
  return {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: isE2e,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  };
}

/** What electron-builder packages: `out/app`, as it was built; nothing is published and nothing rebuilt. */
export function configuration(isE2e: boolean, electronDist: string | null): Configuration {
  return {
    appId: "org.homeport.Homeport",
    productName: "Homeport",
    electronVersion: packageJson.devDependencies.electron,
    ...(electronDist === null ? {} : { electronDist }),
    electronFuses: fuses(isE2e),
    directories: { app: "out/app", output: "out/package", buildResources: "build" },
    // Everything is in the bundles; the packages that they were made of stay outside.
    files: ["**/*", "!**/node_modules/**"],
    asar: true,
    npmRebuild: false,
    publish: null,
    // No spaces in the names of what is downloaded.
    artifactName: "homeport-${version}-${os}-${arch}.${ext}",
    linux: { target: ["deb", "rpm", "AppImage"], category: "Network", executableName: "homeport" },
    mac: {
      target: ["dmg", "zip"],
      category: "public.app-category.utilities",
      hardenedRuntime: true,
    },
    win: { target: ["nsis"] },
  };
}
