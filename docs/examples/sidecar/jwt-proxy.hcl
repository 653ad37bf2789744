# vault proxy -config jwt-proxy.hcl, or bao proxy
#
# Beside a Vault whose identity is a JWT in a file: of a cloud's metadata service, of SPIRE, of another issuer. Whatever
# writes the file replaces it before the JWT expires.

vault {
  address = "https://seal-bridge.example:8210"
  ca_cert = "/etc/seal-bridge/ca.crt"
}

auto_auth {
  method "jwt" {
    # "auth/" and the mount of the bridge's login for this issuer.
    mount_path = "auth/jwt"

    min_backoff = "1s"
    max_backoff = "10s"

    config = {
      role = "vault"
      path = "/run/seal-bridge/jwt"

      # By default the file would be deleted once it was read.
      remove_jwt_after_reading = false
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
