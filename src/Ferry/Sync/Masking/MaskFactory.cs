using System.Text;
using Ferry.Environments;
using Ferry.Masking;
using Ferry.Sync.Masking.Kinds;

namespace Ferry.Sync.Masking;

/// <summary>Makes what masks one column. One visible list of all kinds.</summary>
internal static class MaskFactory
{
    private const int StandardDays = 180;
    private const int StandardPercent = 10;

    public static ValueMask Create(MaskRule rule, MaskedColumn column, MaskKey key, Func<MaskOptions, IValueMask> customTypes)
    {
        var options = rule.Options;
        return rule.Kind switch
        {
            MaskKind.Null => new ConstantMask(null),
            MaskKind.Constant => new ConstantMask(Encoding.UTF8.GetBytes(options.Value!)),
            MaskKind.Email => new EmailMask(key, column.MaxCharacters, options.Domain),
            MaskKind.Username => new UsernameMask(key, column.MaxCharacters),
            MaskKind.Name => new NameMask(key, column),
            MaskKind.FirstName => new PickMask(key, NameMask.FirstName, Words.FirstNames, column),
            MaskKind.LastName => new PickMask(key, NameMask.LastName, Words.LastNames, column),
            MaskKind.Company => new CompanyMask(key, column),
            MaskKind.Phone => new PhoneMask(key),
            MaskKind.Address => new AddressMask(key, column),
            MaskKind.City => new PickMask(key, "city", Words.Cities, column),
            MaskKind.Postcode => new TokenMask(key, "postcode"),
            MaskKind.Ip => new IpMask(key),
            MaskKind.Hash => new HashMask(key, Math.Min(options.Length ?? HashMask.Longest, column.MaxCharacters)),
            MaskKind.Uuid => new UuidMask(key),
            MaskKind.Token => new TokenMask(key, "token"),
            MaskKind.Iban => new IbanMask(key),
            MaskKind.Card => new CardMask(key),
            MaskKind.DateShift => new DateShiftMask(key, column, options.Days ?? StandardDays, options.By),
            MaskKind.NumberNoise => new NumberNoiseMask(key, column.Shape, options.Percent ?? StandardPercent),
            MaskKind.Permute => new PermuteMask(key, column.Shape.Range, options.Digits),
            MaskKind.Redact => new RedactMask(options.Keep ?? 0),
            MaskKind.Text => new FillerMask(key),
            MaskKind.Password => new PasswordMask(options.Value is null ? null : Encoding.UTF8.GetBytes(options.Value)),
            MaskKind.Regex => new RegexMask(options.Pattern!, options.Replacement ?? ""),
            MaskKind.Custom => new CustomMask(customTypes(options), column, key, options.Type!),
            _ => throw new InvalidOperationException($"{rule.Kind} masks nothing."),
        };
    }
}
