# vault proxy -config vault-proxy.hcl
#
# Beside Vault: logs in to the bridge with the pod's ServiceAccount token and adds what it gets to each request that
# comes in by the Unix socket. Vault's own configuration then holds no token and no certificate: see seal.hcl.

vault {
  address = "https://seal-bridge.example:8210"
  ca_cert = "/etc/seal-bridge/ca.crt"
}

auto_auth {
  method "kubernetes" {
    # "auth/" and the mount of the bridge's login for this cluster.
    mount_path = "auth/kubernetes"

    # By default it would wait for up to five minutes after a failed login, with Vault sealed all that time.
    min_backoff = "1s"
    max_backoff = "10s"

    config = {
      role       = "vault"
      token_path = "/var/run/secrets/seal-bridge/token"
    }
  }
}

api_proxy {
  # Whatever token a request brings is replaced.
  use_auto_auth_token = "force"
}

listener "unix" {
  address     = "/run/seal-bridge/proxy.sock"
  socket_mode = "0600"
  tls_disable = true
}
