package io.tributary.connector.jdbc;

import java.time.DateTimeException;
import java.time.LocalDate;

/// Dates and times as databases write them, in ISO 8601 with a blank or a `T` between date and
/// time. What is anything else, has more digits than microseconds, or is no day of the calendar is
/// unfit.
public final class IsoText {
  private static final long MICROSECONDS_A_SECOND = 1_000_000;
  private static final long SECONDS_A_DAY = 86_400;
  private static final int DATE_LENGTH = "yyyy-mm-dd".length();
  private static final int TIME_LENGTH = "hh:mm:ss".length();
  private static final int SUBSECOND_DIGITS = 6;

  private IsoText() {}

  /// @return days since 1970
  public static int date(String text) {
    if (text.length() != DATE_LENGTH) {
      throw unfit(text, "a date");
    }
    return Math.toIntExact(day(text, text));
  }

  /// @return microseconds since midnight
  public static long time(String text) {
    return timeOfDay(text, 0, text);
  }

  /// @return microseconds since 1970, in whatever time zone the text is
  public static long timestamp(String text) {
    if (text.length() < DATE_LENGTH) {
      throw unfit(text, "a timestamp");
    }
    long day = day(text.substring(0, DATE_LENGTH), text);
    long time = 0;
    if (text.length() > DATE_LENGTH) {
      char between = text.charAt(DATE_LENGTH);
      if (between != ' ' && between != 'T') {
        throw unfit(text, "a timestamp");
      }
      time = timeOfDay(text, DATE_LENGTH + 1, text);
    }
    return day * SECONDS_A_DAY * MICROSECONDS_A_SECOND + time;
  }

  private static long day(String text, String whole) {
    if (text.charAt(4) != '-' || text.charAt(7) != '-') {
      throw unfit(whole, "a date");
    }
    try {
      return LocalDate.of(
              number(text, 0, 4, whole), number(text, 5, 7, whole), number(text, 8, 10, whole))
          .toEpochDay();
    } catch (DateTimeException e) {
      throw unfit(whole, "a day of the calendar");
    }
  }

  private static long timeOfDay(String text, int from, String whole) {
    if (text.length() < from + TIME_LENGTH
        || text.charAt(from + 2) != ':'
        || text.charAt(from + 5) != ':') {
      throw unfit(whole, "a time");
    }
    int hour = number(text, from, from + 2, whole);
    int minute = number(text, from + 3, from + 5, whole);
    int second = number(text, from + 6, from + 8, whole);
    if (hour > 23 || minute > 59 || second > 59) {
      throw unfit(whole, "a time of day");
    }
    long microseconds = subsecond(text, from + TIME_LENGTH, whole);
    return (hour * 3600L + minute * 60L + second) * MICROSECONDS_A_SECOND + microseconds;
  }

  private static long subsecond(String text, int from, String whole) {
    if (text.length() == from) {
      return 0;
    }
    if (text.charAt(from) != '.' || text.length() == from + 1) {
      throw unfit(whole, "a time without anything after it");
    }
    String digits = text.substring(from + 1);
    if (digits.length() > SUBSECOND_DIGITS) {
      if (!digits.substring(SUBSECOND_DIGITS).chars().allMatch(digit -> digit == '0')) {
        throw unfit(whole, "a time in microseconds");
      }
      digits = digits.substring(0, SUBSECOND_DIGITS);
    }
    long value = number(digits, 0, digits.length(), whole);
    for (int i = digits.length(); i < SUBSECOND_DIGITS; i++) {
      value *= 10;
    }
    return value;
  }

  private static int number(String text, int from, int to, String whole) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw unfit(whole, "a date or time of digits");
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static UnfitValueException unfit(String text, String expected) {
    return new UnfitValueException("'%s' is not %s".formatted(text, expected));
  }
}
