import { expect, test } from "vitest";
import { parseSrvValue, srvValue, zoneText } from "../../../shared/render/zone-records.ts";

test("a zone file has absolute names and ends names within values with a dot", () => {
  expect(
    zoneText([
      {
        name: "_matrix._tcp.example.com",
        type: "SRV",
        ttl: 3600,
        value: "10 5 443 matrix.example.com",
      },
      { name: "matrix.example.com", type: "AAAA", ttl: 300, value: "2001:db8::7" },
      { name: "_acme-challenge.example.com", type: "TXT", ttl: 60, value: 'a"b\\c' },
    ]),
  ).toBe(
    "_matrix._tcp.example.com. 3600 IN SRV 10 5 443 matrix.example.com.\n" +
      "matrix.example.com. 300 IN AAAA 2001:db8::7\n" +
      '_acme-challenge.example.com. 60 IN TXT "a\\"b\\\\c"\n',
  );
});

test("an SRV value is read back as it was written, and the null target stays a dot", () => {
  const record = { priority: 10, weight: 5, port: 443, target: "matrix.example.com" };
  expect(parseSrvValue(srvValue(record))).toEqual(record);
  expect(srvValue({ ...record, target: "" })).toBe("10 5 443 .");
  expect(parseSrvValue("10 5 443 .")).toEqual({ ...record, target: "" });
  expect(parseSrvValue("10 5 matrix.example.com")).toBeNull();
});
