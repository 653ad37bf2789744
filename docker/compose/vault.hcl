storage "raft" {
  path    = "/data"
  node_id = "vault"
}

listener "tcp" {
  address     = "0.0.0.0:8200"
  tls_disable = true
}

seal "transit" {
  address         = "https://bridge:8210"
  mount_path      = "transit/"
  key_name        = "vault"
  disable_renewal = "true"
  tls_ca_cert     = "/bridge/ca.crt"
  tls_client_cert = "/bridge/vault.crt"
  tls_client_key  = "/bridge/vault.key"
}

api_addr      = "http://vault:8200"
cluster_addr  = "https://vault:8201"
disable_mlock = true
