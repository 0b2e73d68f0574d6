/** Lines of the data, by file, that contradict the scheme's own documentation, under the reason. */
export const contradictions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "maven-versions-generated": {
    "Maven reads .word as -word, so that zeros before it do not count (POM Reference, MNG-7644). The lines tell them apart.":
      [
        "1.0.0-RC16 < 1.0.0.RC8-beta",
        "1.0.0-gradle-rework-beta3 < 1.0.0.RC7-3",
        "2.9.0-1 < 2.9.0.RC1",
        "3.6.2.FL.20090615 < 3.6.2-FL-2009-05-11",
        "6.1.12.rc5 < 6.1.12rc1",
        "1.1.31.sec10 < 1.1.31_noneautotype",
        "1.1.34.sec10 < 1.1.34_noneautotype",
        "1.1.46.sec10 < 1.1.46_noneautotype",
        "1.2.8.sec10_noneautotype < 1.2.8_noneautotype",
        "1.2.31.sec10 < 1.2.31_noneautotype",
        "1.2.48.sec10 < 1.2.48_noneautotype",
        "1.2.50.sec10 < 1.2.50_noneautotype",
        "1.2.54.sec10 < 1.2.54_noneautotype",
        "1.2.57.sec10 < 1.2.57_noneautotype",
        "1.2.60.sec10 < 1.2.60_noneautotype",
        "1.2.67.sec10 < 1.2.67_noneautotype",
        "1.0.0rc0 < 1.0.beta8",
        "1.5.9.RC1 < 1.5.9-RC0",
        "3.5.0-CR-2 < 3.5.0.Beta-1",
        "1.1.0-01-glassfish < 1.1.0.Beta1",
      ],
  },
  "packagist-versions-generated": {
    "Composer fills up to four numbers, so that 3.0 is 3.0.0 and comes after 3.0.0-beta.": [
      "v3.0 < v3.0.0-beta",
      "v3.4 < v3.4.0-alpha",
      "v4-beta4 < v4.0-alpha",
      "v4.4 < v4.4.0-beta",
      "v6.5 < v6.5.0-beta-0",
      "v6.6 < v6.6.0-beta",
    ],
    "Composer reads ALPHA and BETA as alpha and beta; PHP's version_compare does not know them.": [
      "v1.9.0-ALPHA.1 = v1.9.0-BETA.1",
      "v1.9.0-BETA.1 < v1.9.0-ALPHA.2",
      "v1.9.0-ALPHA.2 = v1.9.0-BETA.2",
    ],
    "Composer reads stable as the release; PHP's version_compare does not know it.": [
      "5.1.0-stable < 5.1.0-beta2",
    ],
  },
  "packagist-versions": {
    "Composer fills up to four numbers, so that these are the same version.": ["1.0.0 > 1.0"],
    "No order has this line and the ones beside it, 1.2.3.# = 1.2.3 and 1.2.3 < 1.2.3.1.": [
      "1.2.3.# = 1.2.3.1",
    ],
  },
};
