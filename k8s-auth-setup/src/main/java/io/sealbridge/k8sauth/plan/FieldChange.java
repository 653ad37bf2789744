package io.sealbridge.k8sauth.plan;

/**
 * A field with another value than it should have.
 *
 * @param before for a person; never a secret
 * @param after for a person; never a secret
 */
public record FieldChange(String field, String before, String after) {}
