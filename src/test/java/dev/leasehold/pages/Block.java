package dev.leasehold.pages;

/**
 * A fenced block of a page. The word after its language says how it is checked: {@link PagesTest}
 * lists what there is.
 *
 * @param word empty if there is none
 */
record Block(String page, String language, String word, String text) {
  boolean is(String language, String word) {
    return this.language.equals(language) && this.word.equals(word);
  }

  /** How it is named in what fails. */
  String name() {
    return page + " " + language + " " + word;
  }
}
