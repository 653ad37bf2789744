package io.sealbridge.configuration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a property means and what it is when the file leaves it out. The binder and the
 * reference page both read it, so neither can drift from the other.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /** One or two sentences for the reference page. */
  String value();

  /**
   * The default as it would be written in the file. Empty: required, unless the type is Optional, a
   * list or a section whose own properties all have defaults.
   */
  String byDefault() default "";

  /** Whether a list or names must be in the file, with one item at least. */
  boolean atLeastOne() default false;
}
