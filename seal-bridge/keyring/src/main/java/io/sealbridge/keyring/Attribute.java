package io.sealbridge.keyring;

/** A boolean CKA attribute as the token reports it; a token may decline to say. */
public enum Attribute {
  TRUE,
  FALSE,
  /** The token answered CKR_ATTRIBUTE_TYPE_INVALID, CKR_ATTRIBUTE_SENSITIVE or no value. */
  NOT_SAID
}
