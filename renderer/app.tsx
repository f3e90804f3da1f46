import { DirectionProvider, MantineProvider } from "@mantine/core";
import type { i18n } from "i18next";
import { useEffect, useState } from "react";
import { I18nextProvider } from "react-i18next";
import { createClient, type Client } from "../shared/api/client.ts";
import { EngineProvider } from "./state/engine-provider.tsx";
import { firstPage } from "./state/first-page.ts";
import { useEngine } from "./state/use-engine.ts";
import type { Page } from "./state/wizard.ts";
import { NoEngine } from "./stations/no-engine.tsx";
import { StoppedPage } from "./stations/stopped-page.tsx";
import { StationScreen } from "./stations/station-screen.tsx";
import { theme } from "./theme.ts";
import { arrive } from "./transport.ts";

/** How far the page has come with its engine. */
type Begun =
  | { readonly kind: "beginning" }
  | { readonly kind: "without"; readonly why: "used-up" | "opened" | "gone" }
  | { readonly kind: "ready"; readonly client: Client; readonly first: Page };

/** The page: words, colours, and the engine once it answers. */
export function App({ language, nonce }: { readonly language: i18n; readonly nonce: string }) {
  const [begun, setBegun] = useState<Begun>({ kind: "beginning" });
  useEffect(() => {
    void begin().then(setBegun);
    // A fresh address in the same window differs in its fragment alone, which loads nothing by itself.
    const reload = (): void => location.reload();
    addEventListener("hashchange", reload);
    return () => removeEventListener("hashchange", reload);
  }, []);
  return (
    <I18nextProvider i18n={language}>
      <DirectionProvider initialDirection={language.dir()} detectDirection={false}>
        <MantineProvider
          theme={theme}
          defaultColorScheme="auto"
          withStaticClasses
          {...(nonce === "" ? {} : { getStyleNonce: () => nonce })}
        >
          {begun.kind === "ready" && (
            <StoppedPage>
              <EngineProvider client={begun.client} first={begun.first}>
                <Stage />
              </EngineProvider>
            </StoppedPage>
          )}
          {begun.kind === "without" && <NoEngine why={begun.why} />}
        </MantineProvider>
      </DirectionProvider>
    </I18nextProvider>
  );
}

function Stage() {
  const { page } = useEngine();
  return page.gone ? <NoEngine why="gone" /> : <StationScreen />;
}

async function begin(): Promise<Begun> {
  const arrival = await arrive();
  if (arrival.kind === "gone") return { kind: "without", why: "gone" };
  if (arrival.kind === "used-up")
    return { kind: "without", why: arrival.opened ? "opened" : "used-up" };
  const client = createClient(arrival.transport);
  try {
    const first = await firstPage(client);
    return first === null ? { kind: "without", why: "gone" } : { kind: "ready", client, first };
  } catch {
    return { kind: "without", why: "gone" };
  }
}
