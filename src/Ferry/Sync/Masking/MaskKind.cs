namespace Ferry.Sync.Masking;

/// <summary>What takes the place of a column's values.</summary>
public enum MaskKind
{
    /// <summary>The value itself: the column is classified as harmless.</summary>
    Keep,

    /// <summary>NULL.</summary>
    Null,

    /// <summary>The same text for all rows.</summary>
    Constant,

    /// <summary>An address that nobody has.</summary>
    Email,

    /// <summary>A login name.</summary>
    Username,

    /// <summary>A first name and a last name.</summary>
    Name,

    /// <summary>A first name.</summary>
    FirstName,

    /// <summary>A last name.</summary>
    LastName,

    /// <summary>A company.</summary>
    Company,

    /// <summary>A telephone number with the same country prefix and length.</summary>
    Phone,

    /// <summary>A house number and a street.</summary>
    Address,

    /// <summary>A town.</summary>
    City,

    /// <summary>A postcode of the same form.</summary>
    Postcode,

    /// <summary>An IP address of the same family; addresses of one network stay in one network.</summary>
    Ip,

    /// <summary>Hexadecimal digits.</summary>
    Hash,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>Letters for letters and digits for digits.</summary>
    Token,

    /// <summary>An IBAN of the same country with valid check digits.</summary>
    Iban,

    /// <summary>A card number with a valid check digit.</summary>
    Card,

    /// <summary>The date moved by a number of days.</summary>
    DateShift,

    /// <summary>The number changed by some percent.</summary>
    NumberNoise,

    /// <summary>Another whole number, each for exactly one.</summary>
    Permute,

    /// <summary>Asterisks, as many as there were characters.</summary>
    Redact,

    /// <summary>Filler words of the same length.</summary>
    Text,

    /// <summary>The stored form of one known password.</summary>
    Password,

    /// <summary>What a regular expression makes of it.</summary>
    Regex,

    /// <summary>What a type of the application makes of it.</summary>
    Custom,
}
