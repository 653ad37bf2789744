package io.sealbridge.keyring;

import java.util.List;

/** Something an operator should know that fails no request by itself. */
public sealed interface Alarm {
  /** A stable code for metrics and logs. */
  default String code() {
    return switch (this) {
      case DegradedSeal _ -> "DEGRADED_SEAL";
      case SerialWentBack _ -> "SERIAL_WENT_BACK";
      case SerialBehind _ -> "SERIAL_BEHIND";
      case SerialTwice _ -> "SERIAL_TWICE";
      case SerialNotKept _ -> "SERIAL_NOT_KEPT";
      case StatesUnread _ -> "STATES_UNREAD";
      case KeyFindings _ -> "KEY_FINDINGS";
      case StrayObject _ -> "STRAY_OBJECT";
      case RotationAdvised _ -> "ROTATION_ADVISED";
      case ThawRefused _ -> "THAW_REFUSED";
      case StateNotRecorded _ -> "STATE_NOT_RECORDED";
    };
  }

  /** An envelope was sealed without these HSMs; a new version is due when they are back. */
  record DegradedSeal(KeyName key, int version, List<String> missing) implements Alarm {
    public DegradedSeal {
      missing = List.copyOf(missing);
    }
  }

  /** The highest state among the reachable HSMs is older than one seen before; it is not used. */
  record SerialWentBack(KeyName key, String hsm, long serial, long seenSerial) implements Alarm {}

  /** This HSM holds an older state than another; "keys repair" copies the newer one. */
  record SerialBehind(KeyName key, String hsm, long serial, long highest) implements Alarm {}

  /** Two HSMs hold different states of one serial: two writers were at work. */
  record SerialTwice(KeyName key, long serial, List<String> hsms) implements Alarm {
    public SerialTwice {
      hsms = List.copyOf(hsms);
    }
  }

  /** The highest serial could not be made durable. */
  record SerialNotKept(KeyName key, long serial, String cause) implements Alarm {}

  record StatesUnread(String hsm, HsmFault fault) implements Alarm {}

  /** Attestation has findings; {@code accepted} says whether the key is used all the same. */
  record KeyFindings(String hsm, KeyName key, int version, List<String> findings, boolean accepted)
      implements Alarm {
    public KeyFindings {
      findings = List.copyOf(findings);
    }
  }

  /** An object is labelled like a version and no state names it; it is ignored. */
  record StrayObject(String hsm, String label, CkaId id) implements Alarm {}

  /** Half of the version's budget of AES-GCM wraps is spent on this replica. */
  record RotationAdvised(KeyName key, int version) implements Alarm {}

  /** The HSMs hold a state that ends a freeze without the right to; the key stays frozen here. */
  record ThawRefused(KeyName key, long serial, String why) implements Alarm {}

  /** A state is acted by, and the key-use log could not take the entry that says so. */
  record StateNotRecorded(KeyName key, long serial, String cause) implements Alarm {}
}
