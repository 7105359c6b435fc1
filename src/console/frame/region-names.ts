/** Regions as AWS's own region menu names them: continent or country, then city. */
export const regionNames: Record<string, [place: string, name: string]> = {
  'us-east-1': ['United States', 'N. Virginia'],
  'us-east-2': ['United States', 'Ohio'],
  'us-west-1': ['United States', 'N. California'],
  'us-west-2': ['United States', 'Oregon'],
  'ap-south-1': ['Asia Pacific', 'Mumbai'],
  'ap-northeast-3': ['Asia Pacific', 'Osaka'],
  'ap-northeast-2': ['Asia Pacific', 'Seoul'],
  'ap-southeast-1': ['Asia Pacific', 'Singapore'],
  'ap-southeast-2': ['Asia Pacific', 'Sydney'],
  'ap-northeast-1': ['Asia Pacific', 'Tokyo'],
  'ca-central-1': ['Canada', 'Central'],
  'eu-central-1': ['Europe', 'Frankfurt'],
  'eu-west-1': ['Europe', 'Ireland'],
  'eu-west-2': ['Europe', 'London'],
  'eu-west-3': ['Europe', 'Paris'],
  'eu-north-1': ['Europe', 'Stockholm'],
  'sa-east-1': ['South America', 'São Paulo'],
}

export const regionTitle = (region: string): string => {
  const [place, name] = regionNames[region] ?? []
  return name ? `${place} (${name})` : region
}
