package io.sealbridge.server.login;

import io.sealbridge.server.config.LoginRoleConfiguration;
import java.util.List;
import java.util.Optional;

/** One way to log in. */
record LoginMount(String name, LoginVerifier verifier, List<LoginRoleConfiguration> roles) {

  LoginMount {
    roles = List.copyOf(roles);
  }

  Optional<LoginRoleConfiguration> role(String role) {
    return roles.stream().filter(known -> known.name().equals(role)).findFirst();
  }
}
