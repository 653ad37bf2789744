package io.sealbridge.k8sauth.network.evaluator;

/** A policy in a tier of Calico's; lower orders are asked first, then names decide. */
interface TierEntry {
  String tier();

  double order();

  String name();

  boolean chooses(Endpoint subject, Way way);

  Verdict verdict(Packet packet, Way way);

  /** A plain policy as Calico reads it: one of order 1000 that allows and never denies. */
  static TierEntry of(PlainPolicy plain) {
    return new TierEntry() {
      @Override
      public String tier() {
        return Tier.DEFAULT.name();
      }

      @Override
      public double order() {
        return 1000;
      }

      @Override
      public String name() {
        return "knp.default." + plain.policy().getMetadata().getName();
      }

      @Override
      public boolean chooses(Endpoint subject, Way way) {
        return plain.chooses(subject, way);
      }

      @Override
      public Verdict verdict(Packet packet, Way way) {
        return plain.allows(packet, way) ? Verdict.ALLOW : Verdict.NONE;
      }
    };
  }
}
