import remarkGfm from 'remark-gfm'
import remarkValidateLinks from 'remark-validate-links'

/** Links to files and headings of this repository. Addresses elsewhere are not requested. */
export default { plugins: [remarkGfm, [remarkValidateLinks, { repository: false }]] }
