import { expect, test } from "vitest";
import { parse } from "yaml";
import {
  EVERYWHERE,
  renderServerName,
  renderSynapseConfig,
} from "../../../shared/render/synapse-config.ts";

const read = (text: string): unknown => parse(text, { version: "1.1" });

test("keys that are not ours to set are left to the other files", () => {
  const text = renderSynapseConfig({ listeners: null, tls: null, publicBaseUrl: null });
  expect(read(text)).toBeNull();
  expect(text.split("\n")[0]).toBe("# Managed by Homeport (run ID)");
});

test("values that YAML 1.1 would take for something else stay texts", () => {
  const tls = { certificate: "/etc/homeport/tls/no/fullchain.pem", key: "012" };
  expect(read(renderSynapseConfig({ listeners: null, tls, publicBaseUrl: "12:30" }))).toEqual({
    tls_certificate_path: "/etc/homeport/tls/no/fullchain.pem",
    tls_private_key_path: "012",
    public_baseurl: "12:30",
  });
});

test("a listener of another type has neither resources nor x_forwarded, and none binds without being told", () => {
  const listeners = [
    {
      port: 8448,
      tls: true,
      type: "http",
      bindAddresses: EVERYWHERE,
      xForwarded: false,
      resources: ["federation"],
    },
    {
      port: 9000,
      tls: false,
      type: "metrics",
      bindAddresses: [],
      xForwarded: false,
      resources: [],
    },
  ];
  expect(read(renderSynapseConfig({ listeners, tls: null, publicBaseUrl: null }))).toEqual({
    listeners: [
      {
        port: 8448,
        tls: true,
        type: "http",
        bind_addresses: ["::", "0.0.0.0"],
        x_forwarded: false,
        resources: [{ names: ["federation"], compress: false }],
      },
      { port: 9000, tls: false, type: "metrics" },
    ],
  });
});

test("the server name stands as the package writes it, quoted where YAML needs it", () => {
  expect(renderServerName("one.example")).toBe("server_name: one.example\n");
  expect(read(renderServerName("198.51.100.7"))).toEqual({ server_name: "198.51.100.7" });
  expect(read(renderServerName("[2001:db8::7]:8448"))).toEqual({
    server_name: "[2001:db8::7]:8448",
  });
  expect(read(renderServerName("no"))).toEqual({ server_name: "no" });
});
