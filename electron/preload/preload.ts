import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import { isMethodName } from "../../shared/api/method-names.ts";

/** The two doors of the page and nothing else: methods by their names, and events. */
contextBridge.exposeInMainWorld("homeport", {
  call: (method: unknown, input: unknown): Promise<unknown> =>
    isMethodName(method)
      ? ipcRenderer.invoke("homeport:call", method, input)
      : Promise.reject(new Error("no such method")),
  onEvent: (listener: (event: unknown) => void): (() => void) => {
    // The page gets what was sent, never the event that carries Electron's own objects.
    const pass = (_event: IpcRendererEvent, told: unknown): void => listener(told);
    ipcRenderer.on("homeport:event", pass);
    return () => void ipcRenderer.removeListener("homeport:event", pass);
  },
});
