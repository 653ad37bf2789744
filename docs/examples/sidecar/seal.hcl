# Vault's or OpenBao's side, when one of the two proxies beside it holds the identity.

seal "transit" {
  address         = "unix:///run/seal-bridge/proxy.sock"
  mount_path      = "transit/"
  key_name        = "root"
  disable_renewal = "true"
}
