storage "raft" {
  path    = "/data"
  node_id = "openbao"
}

listener "tcp" {
  address     = "0.0.0.0:8200"
  tls_disable = true
}

seal "transit" {
  address         = "https://bridge:8210"
  mount_path      = "transit/"
  key_name        = "openbao"
  disable_renewal = "true"
  tls_ca_cert     = "/bridge/ca.crt"
  tls_client_cert = "/bridge/openbao.crt"
  tls_client_key  = "/bridge/openbao.key"
}

api_addr      = "http://openbao:8200"
cluster_addr  = "https://openbao:8201"
