package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The endpoints under {@code sys} that clients ask before they do anything. A bridge that is not
 * ready shows itself as sealed, which is what a Vault's clients understand.
 */
public final class SystemAnswers {

  private final String version;
  private final String deployment;
  private final String mount;
  private final BooleanSupplier ready;
  private final Clock clock;

  public SystemAnswers(
      String version, String deployment, String mount, BooleanSupplier ready, Clock clock) {
    this.version = version;
    this.deployment = deployment;
    this.mount = mount;
    this.ready = ready;
    this.clock = clock;
  }

  Answer health(Query query) {
    boolean sealed = !ready.getAsBoolean();
    int status = sealed ? code(query, "sealedcode", 503) : code(query, "activecode", 200);
    return Answer.json(
        status,
        VaultJson.generated(
            json -> {
              json.writeBooleanField("initialized", true);
              json.writeBooleanField("sealed", sealed);
              json.writeBooleanField("standby", false);
              json.writeBooleanField("performance_standby", false);
              json.writeStringField("replication_performance_mode", "disabled");
              json.writeStringField("replication_dr_mode", "disabled");
              json.writeNumberField("server_time_utc", clock.instant().getEpochSecond());
              json.writeBooleanField("enterprise", false);
              cluster(json);
            }));
  }

  Answer sealStatus() {
    boolean sealed = !ready.getAsBoolean();
    return Answer.ok(
        VaultJson.generated(
            json -> {
              json.writeStringField("type", "pkcs11");
              json.writeBooleanField("initialized", true);
              json.writeBooleanField("sealed", sealed);
              json.writeNumberField("t", 1);
              json.writeNumberField("n", 1);
              json.writeNumberField("progress", 0);
              json.writeStringField("nonce", "");
              json.writeStringField("build_date", "");
              json.writeBooleanField("migration", false);
              json.writeBooleanField("recovery_seal", false);
              json.writeStringField("storage_type", "pkcs11");
              cluster(json);
            }));
  }

  Answer leader() {
    return Answer.ok(
        VaultJson.generated(
            json -> {
              json.writeBooleanField("ha_enabled", false);
              json.writeBooleanField("is_self", false);
              json.writeStringField("leader_address", "");
              json.writeStringField("leader_cluster_address", "");
              json.writeBooleanField("performance_standby", false);
              json.writeNumberField("performance_standby_last_remote_wal", 0);
            }));
  }

  /** The one mount, for drivers that look for key-value engines first. */
  Answer mounts(String requestId) {
    return Answer.ok(
        VaultJson.data(
            requestId,
            json -> {
              json.writeObjectFieldStart(mount + "/");
              json.writeStringField("type", "transit");
              json.writeStringField("description", "keys in an HSM");
              json.writeStringField("accessor", "transit_seal_bridge");
              json.writeNullField("options");
              json.writeBooleanField("local", false);
              json.writeBooleanField("seal_wrap", false);
              json.writeBooleanField("external_entropy_access", false);
              json.writeObjectFieldStart("config");
              json.writeNumberField("default_lease_ttl", 0);
              json.writeNumberField("max_lease_ttl", 0);
              json.writeBooleanField("force_no_cache", false);
              json.writeEndObject();
              json.writeEndObject();
            }));
  }

  /** What is not cached has no size; Vault's 0 says that there is no bound. */
  Answer cacheConfig(String requestId) {
    return Answer.ok(VaultJson.data(requestId, json -> json.writeNumberField("size", 0)));
  }

  /** Encrypting never makes a key. */
  Answer keysConfig(String requestId) {
    return Answer.ok(
        VaultJson.data(requestId, json -> json.writeBooleanField("disable_upsert", true)));
  }

  private void cluster(JsonGenerator json) throws IOException {
    json.writeStringField("version", version);
    json.writeStringField("cluster_name", deployment);
    json.writeStringField(
        "cluster_id",
        UUID.nameUUIDFromBytes(deployment.getBytes(StandardCharsets.UTF_8)).toString());
  }

  private static int code(Query query, String override, int status) {
    Optional<String> wanted = query.value(override);
    if (wanted.isPresent() && wanted.get().matches("[2-5][0-9]{2}")) {
      return Integer.parseInt(wanted.get());
    }
    return status;
  }
}
