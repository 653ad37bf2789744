package io.sealbridge.server.doctor;

import io.sealbridge.server.config.ListenerConfiguration;
import io.sealbridge.server.config.TlsConfiguration;
import io.sealbridge.server.tls.ClientTrust;
import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.tls.TlsMaterial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether the lists of revoked certificates are fresh; whether they can be read is said before. */
public final class ClientTrustExamination {
  private static final Duration SOON = Duration.ofDays(1);

  private ClientTrustExamination() {}

  public static List<Diagnosis> of(List<ListenerConfiguration> listeners, Instant now) {
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (ListenerConfiguration listener : listeners) {
      listener.tls().ifPresent(tls -> diagnoses.addAll(examine(listener.name(), tls, now)));
    }
    return diagnoses;
  }

  private static List<Diagnosis> examine(String listener, TlsConfiguration tls, Instant now) {
    try {
      return TlsMaterial.read(tls, now).clientTrust().stream()
          .flatMap(trust -> trust.listAges().stream())
          .map(age -> examine("crl " + listener, age, now))
          .toList();
    } catch (TlsFilesException _) {
      // Said by the examination of the files.
      return List.of();
    }
  }

  private static Diagnosis examine(String check, ClientTrust.ListAge age, Instant now) {
    String action = "install the authority's newer list; a running bridge reads it by itself";
    String list = "the list of revoked certificates for " + age.bundle();
    if (now.isAfter(age.until())) {
      String seen = list + " is too old since " + age.until();
      return age.refuses()
          ? Diagnosis.fail(check, seen + ", so every certificate of it is refused", action)
          : Diagnosis.warn(check, seen, action);
    }
    return now.plus(SOON).isAfter(age.until())
        ? Diagnosis.warn(check, list + " is too old from " + age.until(), action)
        : Diagnosis.ok(check, list + " is good until " + age.until());
  }
}
