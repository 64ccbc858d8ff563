package pudding.contract.suite;

/// The byte sequences of Markus Kuhn's UTF-8 decoder stress test, in the order of the conformance suite: the number
/// and name of a category, and below it texts in hexadecimal digits, good (+) and bad (-).
final class Utf8Sequences {

    static final String LINES = """
            6.5  some text
                +68656C6C6F24776F726C64 +68656C6C6FC2A2776F726C64 +68656C6C6FE282AC776F726C64
                +68656C6C6FF0A4ADA2776F726C64 +CEBAE1BDB9CF83CEBCCEB5
            6.6  every prefix of it
                -CE +CEBA -CEBAE1 -CEBAE1BD +CEBAE1BDB9 -CEBAE1BDB9CF +CEBAE1BDB9CF83 -CEBAE1BDB9CF83CE
                +CEBAE1BDB9CF83CEBC -CEBAE1BDB9CF83CEBCCE +CEBAE1BDB9CF83CEBCCEB5
            6.7  the first of each length
                +00 +C280 +E0A080 +F0908080
            6.8  the first of lengths above four
                -F888808080 -FC8480808080
            6.9  the last of each length
                +7F +DFBF +EFBFBF +F48FBFBF
            6.10  the last of lengths that go too high
                -F7BFBFBF -FBBFBFBFBF -FDBFBFBFBFBF
            6.11  borders
                +ED9FBF +EE8080 +EFBFBD +F48FBFBF -F4908080
            6.12  continuation bytes alone
                -80 -BF -80BF -80BF80 -80BF80BF -80BF80BF80 -80BF80BF80BF
                -808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A\
            9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBE
            6.13  lead bytes alone
                -C020C120C220C320C420C520C620C720C820C920CA20CB20CC20CD20CE20CF20D020D120D220D320D42\
            0D520D620D720D820D920DA20DB20DC20DD20DE20
                -E020E120E220E320E420E520E620E720E820E920EA20EB20EC20ED20EE20 -F020F120F220F320F420F520F620
                -F820F920FA20 -FC20
            6.14  the last byte missing
                -C0 -E080 -F08080 -F8808080 -FC80808080 -DF -EFBF -F7BFBF -FBBFBFBF -FDBFBFBFBF
            6.15  the same in a row
                -C0E080F08080F8808080FC80808080DFEFBFF7BFBFFBBFBFBFFDBFBFBFBF
            6.16  bytes that never are
                -FE -FF -FEFEFFFF
            6.17  over-long ASCII
                -C0AF -E080AF -F08080AF -F8808080AF -FC80808080AF
            6.18  the longest over-long forms
                -C1BF -E09FBF -F08FBFBF -F887BFBFBF -FC83BFBFBFBF
            6.19  over-long NUL
                -C080 -E08080 -F0808080 -F880808080 -FC8080808080
            6.20  surrogates
                -EDA080 -EDADBF -EDAE80 -EDAFBF -EDB080 -EDBE80 -EDBFBF
            6.21  surrogate pairs
                -EDA080EDB080 -EDA080EDBFBF -EDADBFEDB080 -EDADBFEDBFBF -EDAE80EDB080 -EDAE80EDBFBF -EDAFBFEDB080
                -EDAFBFEDBFBF
            6.22  non-characters
                +EFBFBE +EFBFBF +F09FBFBE +F09FBFBF +F0AFBFBE +F0AFBFBF +F0BFBFBE +F0BFBFBF +F18FBFBE +F18FBFBF
                +F19FBFBE +F19FBFBF +F1AFBFBE +F1AFBFBF +F1BFBFBE +F1BFBFBF +F28FBFBE +F28FBFBF +F29FBFBE +F29FBFBF
                +F2AFBFBE +F2AFBFBF +F2BFBFBE +F2BFBFBF +F38FBFBE +F38FBFBF +F39FBFBE +F39FBFBF +F3AFBFBE +F3AFBFBF
                +F3BFBFBE +F3BFBFBF +F48FBFBE +F48FBFBF
            6.23  specials
                +EFBFB9 +EFBFBA +EFBFBB +EFBFBC +EFBFBD +EFBFBE +EFBFBF
            """;

    private Utf8Sequences() {
    }
}
