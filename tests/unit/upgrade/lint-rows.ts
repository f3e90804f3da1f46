import { WHOLE } from "./lint-of.ts";

/** A whole configuration but for its listeners. */
export const WITHOUT_LISTENERS = WHOLE.replace(/listeners.*\n/, "");
/** A TLS listener before a plain one, as the file of 0.34 has them. */
export const TLS_LISTENERS = `${WITHOUT_LISTENERS}tls_certificate_path: a.pem
tls_private_key_path: a.key
listeners:
  - port: 8448
    type: http
    tls: true
  - port: 8008
    type: http
    tls: false
`;
/** `no_tls` beside a TLS listener that comes after a plain one. */
export const PLAIN_FIRST = `${WITHOUT_LISTENERS}listeners:
  - {port: 8008, type: http, tls: false}
  - {port: 8448, type: http, tls: true}
no_tls: true
`;

/** Text, key, class and first version of each line of the table (matrix-federation.md 2.6 and 2.1). */
export const ROWS = [
  [`${WHOLE}log_file: /var/log/synapse.log\n`, "log_file", "fatal", "1.8.0"],
  [`${WHOLE}invite_3pid_guest: true\n`, "invite_3pid_guest", "fatal", "1.2.0"],
  [`${WHOLE}invite_3pid_guest: false\n`, "invite_3pid_guest", "ignored", "1.2.0"],
  [
    `${WHOLE}trust_identity_server_for_password_resets: yes\n`,
    "trust_identity_server_for_password_resets",
    "fatal",
    "1.48.0",
  ],
  [
    `${WHOLE}account_threepid_delegates:\n  email: https://vector.im\n  msisdn: https://vector.im\n`,
    "account_threepid_delegates.email",
    "fatal",
    "1.66.0",
  ],
  [
    `${WHOLE}account_threepid_delegates:\n  email:\n`,
    "account_threepid_delegates.email",
    "fatal",
    "1.66.0",
  ],
  [`${TLS_LISTENERS}no_tls: true\n`, "no_tls", "danger", "0.99.0"],
  [PLAIN_FIRST, "no_tls", "danger", "0.99.0"],
  [`${WHOLE}no_tls: true\n`, "no_tls", "works", "0.33.0"],
  [
    `${WHOLE}no_tls: true\nbind_port: 8448\ntls_certificate_path: a\ntls_private_key_path: b\n`,
    "no_tls",
    "fatal",
    "0.99.1",
  ],
  [
    `${WITHOUT_LISTENERS}bind_port: 8448\ntls_certificate_path: a\ntls_private_key_path: b\n`,
    "bind_port",
    "works",
    "0.33.0",
  ],
  [WHOLE.replace(/server_name.*\n/, ""), "server_name", "fatal", "0.33.0"],
  [WHOLE.replace(/report_stats.*\n/, ""), "report_stats", "fatal", "0.33.0"],
  [WHOLE.replace(/database.*\n/, ""), "database", "danger", "1.13.0"],
  [WITHOUT_LISTENERS, "listeners", "danger", "1.1.0"],
  [TLS_LISTENERS.replace(/tls_cert.*\n/, ""), "tls_certificate_path", "fatal", "1.1.0"],
  [
    `${WHOLE}app_service_config_files: bridge.yaml\n`,
    "app_service_config_files",
    "fatal",
    "1.82.0",
  ],
  [`${WHOLE}app_service_config_files:\n`, "app_service_config_files", "fatal", "1.82.0"],
  [
    `${WHOLE}federation_verify_certificates: false\n`,
    "federation_verify_certificates",
    "fatal",
    "1.0.0",
  ],
  [
    `${WHOLE}federation_verify_certificates: no\ntrusted_key_servers: [{server_name: a.example, accept_keys_insecurely: true}]\n`,
    "federation_verify_certificates",
    "danger",
    "1.0.0",
  ],
  [`${WHOLE}federation_custom_ca_list: []\n`, "federation_custom_ca_list", "fatal", "0.99.4"],
  [`${WHOLE}federation_custom_ca_list: [ca.pem]\n`, "federation_custom_ca_list", "fatal", "0.99.4"],
  [`${WHOLE}acme:\n  enabled: true\n  port: 8009\n`, "acme", "ignored", "1.37.0"],
  [`${WHOLE}tls_fingerprints: []\n`, "tls_fingerprints", "ignored", "1.35.0"],
  [`${WHOLE}tls_dh_params_path: a.dh\n`, "tls_dh_params_path", "ignored", "0.99.0"],
  [`${WHOLE}uploads_path: /var/up\n`, "uploads_path", "ignored", "1.29.0"],
  [`${WHOLE}perspectives:\n  servers: {}\n`, "perspectives", "works", "1.0.0"],
  [`${WHOLE}perspectives:\n`, "perspectives", "fatal", "0.33.0"],
  [`${WITHOUT_LISTENERS}listeners:\n`, "listeners", "fatal", "0.33.0"],
  [`${WHOLE}web_client_location: /srv/web\n`, "web_client_location", "fatal", "1.53.0"],
  [`${WHOLE}enable_registration: true\n`, "enable_registration", "fatal", "1.56.0"],
  [`${WHOLE}email:\n  smtp_host: localhost\n`, "email.notif_from", "fatal", "1.0.0"],
  [`${WHOLE}email:\n  notif_from: a@b.example\n`, "email.smtp_port", "fatal", "1.0.0"],
  [`${WHOLE}email:\n  notif_from: a@b.example\n`, "public_baseurl", "fatal", "1.4.0"],
  [
    `${WHOLE}room_invite_state_types: [a]\nroom_prejoin_state: {additional_event_types: [b]}\n`,
    "room_invite_state_types",
    "fatal",
    "1.34.0",
  ],
] as const;
