using KernelGen.Gallery.Digits;
using KernelGen.Gallery.Reporting;

const int shown = 4;
var digits = SyntheticDigits.Draw(shown, seed: 1);
StandardOutput.Open().Profile.Out.Writer.Write(DigitArt.Render(digits.Inputs.Span));
