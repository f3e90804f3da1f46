import { DirectionProvider, MantineProvider } from "@mantine/core";
import type { i18n } from "i18next";
import { useEffect, useState } from "react";
import { I18nextProvider } from "react-i18next";
import { useEnterKey } from "./frame/use-enter-key.ts";
import { useKeepFocus } from "./frame/use-keep-focus.ts";
import { Announcer } from "./parts/announcer.tsx";
import { EngineProvider } from "./state/engine-provider.tsx";
import { useEngine } from "./state/use-engine.ts";
import { useHistory } from "./state/use-history.ts";
import { NoEngine } from "./stations/no-engine.tsx";
import { StoppedPage } from "./stations/stopped-page.tsx";
import { StationScreen } from "./stations/station-screen.tsx";
import { theme } from "./theme.ts";
import type { Begun } from "./begin.ts";

/** The page: words, colours, and the engine once it answers. */
export function App({
  language,
  nonce,
  beginning,
}: {
  readonly language: i18n;
  readonly nonce: string;
  readonly beginning: Promise<Begun>;
}) {
  const [begun, setBegun] = useState<Begun | null>(null);
  useEffect(() => {
    void beginning.then(setBegun);
    // A fresh address in the same window differs in its fragment alone, which loads nothing by itself.
    const reload = (): void => location.reload();
    addEventListener("hashchange", reload);
    return () => removeEventListener("hashchange", reload);
  }, [beginning]);
  return (
    <I18nextProvider i18n={language}>
      <DirectionProvider initialDirection={language.dir()} detectDirection={false}>
        <MantineProvider
          theme={theme}
          defaultColorScheme="auto"
          withStaticClasses
          {...(nonce === "" ? {} : { getStyleNonce: () => nonce })}
        >
          {begun?.kind === "ready" && (
            <StoppedPage>
              <EngineProvider client={begun.client} first={begun.first}>
                <Announcer>
                  <Stage />
                </Announcer>
              </EngineProvider>
            </StoppedPage>
          )}
          {begun?.kind === "without" && (
            <NoEngine why={begun.why} command={begun.command ?? null} />
          )}
        </MantineProvider>
      </DirectionProvider>
    </I18nextProvider>
  );
}

function Stage() {
  const { page } = useEngine();
  useKeepFocus();
  useEnterKey();
  useHistory();
  return page.gone !== false ? <NoEngine why={page.gone} /> : <StationScreen />;
}
