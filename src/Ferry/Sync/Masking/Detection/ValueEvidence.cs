using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Ferry.Sync.Masking.Kinds;

namespace Ferry.Sync.Masking.Detection;

/// <summary>Says what most of some values are.</summary>
internal static partial class ValueEvidence
{
    /// <summary>Fewer values say nothing.</summary>
    private const int Fewest = 3;

    private const double Most = 0.6;

    private static readonly IReadOnlyList<(MaskKind Kind, string What, Func<string, bool> Is)> Forms =
    [
        (MaskKind.Email, "e-mail addresses", value => Email().IsMatch(value)),
        (MaskKind.Password, "password hashes", value => PasswordHash().IsMatch(value)),
        (MaskKind.Iban, "IBANs with valid check digits", value => Iban.IsValid(Encoding.ASCII.GetBytes(value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()))),
        (MaskKind.Card, "card numbers with valid check digits", IsCard),
        (MaskKind.Ip, "IP addresses", IsAddress),
        (MaskKind.Phone, "telephone numbers", value => Phone().IsMatch(value) && value.Count(char.IsAsciiDigit) is >= 7 and <= 15),
    ];

    /// <summary>What the values are; null when nothing personal is seen.</summary>
    public static (MaskKind Kind, Confidence Confidence, string Reason)? Of(IReadOnlyList<string> values)
    {
        if (values.Count < Fewest)
        {
            return null;
        }

        foreach (var (kind, what, isOne) in Forms)
        {
            var share = values.Count(isOne) / (double)values.Count;
            if (share >= Most)
            {
                return (kind, Confidence.High, string.Create(CultureInfo.InvariantCulture, $"{share:P0} of {values.Count} values are {what}"));
            }
        }

        return values.Any(value => EmailInside().IsMatch(value)) ? (MaskKind.Text, Confidence.Medium, "some values hold e-mail addresses")
            : values.Count(IsName) / (double)values.Count >= Most / 2 ? (MaskKind.Name, Confidence.Low, "many values begin with a first name")
            : null;
    }

    private static bool IsCard(string value)
    {
        var digits = value.Where(char.IsAsciiDigit).Select(digit => (byte)digit).ToArray();
        return digits.Length is >= 13 and <= 19 && digits[0] is >= (byte)'2' and <= (byte)'6' && value.All(letter => char.IsAsciiDigit(letter) || letter is ' ' or '-') && Luhn.IsValid(digits);
    }

    private static bool IsAddress(string value) =>
        IPAddress.TryParse(value, out _) && (value.Count(letter => letter == '.') == 3 || value.Count(letter => letter == ':') >= 2);

    private static bool IsName(string value) =>
        FullName().Match(value) is { Success: true } match && Words.FirstNames.Contains(match.Groups[1].Value);

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$")]
    private static partial Regex Email();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.[\w.-]{2,}")]
    private static partial Regex EmailInside();

    [GeneratedRegex(@"^(\$2[abxy]\$|\$argon2|pbkdf2_|\$P\$|\$6\$|bcrypt_sha256\$)")]
    private static partial Regex PasswordHash();

    [GeneratedRegex(@"^(\+|00)[0-9][0-9 ()./-]{5,}$|^\(?0[0-9]{1,4}\)?[ ./-]+[0-9][0-9 ./-]{4,}$|^\(?[2-9][0-9]{2}\)?[ .-][0-9]{3}[ .-][0-9]{4}$")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^(\p{Lu}\p{Ll}+) \p{Lu}[\p{L}'-]+$")]
    private static partial Regex FullName();
}
